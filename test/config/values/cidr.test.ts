import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addressAt,
  type Cidr,
  contains,
  isPrivate,
  overlaps,
  parseCidr,
  size,
  subnets,
} from "../../../components/config/values/cidr";

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  assert.ok(parsed, text);
  return parsed;
}

const anyCidr = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => {
  const first = address - (address % 2 ** (32 - prefix));
  const text = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".");
  return cidr(`${text}/${prefix}`);
});

describe("a CIDR", () => {
  it("is read only in its plain form, with no host bits set", () => {
    assert.deepEqual(parseCidr("10.20.0.0/16"), {
      text: "10.20.0.0/16",
      first: 169082880,
      last: 169148415,
      prefix: 16,
    });
    for (const wrong of [
      "10.20.0.1/16",
      "10.20.0.0",
      "10.20.0.0/33",
      "10.20/16",
      "::/0",
      "010.20.0.0/16",
      "10.20.0.0/16 ",
      "",
    ]) {
      assert.equal(parseCidr(wrong), undefined, wrong);
    }
  });

  it("has every address between its first and last, and no other", () => {
    fc.assert(fc.property(anyCidr, (it) => assert.equal(size(it), 2 ** (32 - it.prefix))));
  });

  it("overlaps another exactly when one holds the other", () => {
    fc.assert(fc.property(anyCidr, anyCidr, (a, b) => assert.equal(overlaps(a, b), contains(a, b) || contains(b, a))));
  });

  it("overlaps in both directions alike", () => {
    fc.assert(fc.property(anyCidr, anyCidr, (a, b) => assert.equal(overlaps(a, b), overlaps(b, a))));
  });

  it("counts its addresses from the first", () => {
    assert.equal(addressAt(cidr("10.0.0.0/16"), 10), "10.0.0.10");
    assert.equal(addressAt(cidr("10.0.0.0/16"), 256), "10.0.1.0");
  });

  it("is private inside the private blocks only", () => {
    assert.equal(isPrivate(cidr("172.16.0.0/12")), true);
    assert.equal(isPrivate(cidr("100.64.0.0/10")), true);
    assert.equal(isPrivate(cidr("172.0.0.0/8")), false);
    assert.equal(isPrivate(cidr("8.8.8.0/24")), false);
  });
});

describe("subnets", () => {
  const request = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), prefix: fc.integer({ min: 17, max: 28 }) });
  const requests = fc.uniqueArray(request, { selector: ({ name }) => name, minLength: 1, maxLength: 8 });
  const network = cidr("10.20.0.0/16");

  it("lie inside the network, never overlap and have the size asked for", () => {
    fc.assert(
      fc.property(requests, (wanted) => {
        const cut = subnets(network, wanted);
        if (cut === undefined) return;
        const made = wanted.map(({ name, prefix }) => {
          const subnet = cut.get(name);
          assert.ok(subnet);
          assert.equal(subnet.prefix, prefix);
          assert.ok(contains(network, subnet));
          return subnet;
        });
        for (const [index, a] of made.entries())
          for (const b of made.slice(index + 1)) assert.equal(overlaps(a, b), false);
      }),
    );
  });

  it("do not depend on the order they are asked for in", () => {
    fc.assert(
      fc.property(requests, (wanted) =>
        assert.deepEqual(subnets(network, wanted), subnets(network, [...wanted].reverse())),
      ),
    );
  });

  it("are refused only when their sizes add up to more than the network", () => {
    fc.assert(
      fc.property(requests, (wanted) => {
        const needed = wanted.reduce((sum, { prefix }) => sum + 2 ** (32 - prefix), 0);
        assert.equal(subnets(network, wanted) !== undefined, needed <= size(network));
      }),
    );
  });
});
