// Loaded before a measured program: says at its end how much memory it held at most.
process.on("exit", () => process.stderr.write(`peak memory in KiB: ${process.resourceUsage().maxRSS}\n`));
