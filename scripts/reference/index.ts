import { addonsPage } from "./addons";
import { clusterPages } from "./cluster";
import { configPage } from "./config";
import { findingsPage } from "./findings";
import { versionsPage } from "./versions";

/** The generated pages of docs/reference, by file. */
export function referencePages(): Readonly<Record<string, string>> {
  return {
    "docs/reference/config.md": configPage(),
    ...clusterPages(),
    "docs/reference/add-ons.md": addonsPage(),
    "docs/reference/findings.md": findingsPage(),
    "docs/reference/versions.md": versionsPage(),
  };
}
