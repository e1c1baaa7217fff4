import { describeBadDay } from "./badDay";

describeBadDay("prod-gcp", "gcp:container/cluster:Cluster");
