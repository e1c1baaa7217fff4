import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };

export const variants: Variants = {
  "flux with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: {
      prometheus: {},
      flux: {
        imageAutomation: true,
        notifications: {
          slack: { token: secret, channels: ["#ops"] },
          webhooks: { hook: { url: "https://hook.example.com", token: secret } },
        },
      },
    },
    gitops: {
      repositories: { platform: { url: "https://git.example.com/platform.git" } },
      applications: { web: { repository: "platform", revision: "main" } },
    },
  },
  "flux at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { flux: {} } },
};
