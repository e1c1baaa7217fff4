import { describeBadDay } from "./badDay";

describeBadDay("dev-gcp", "gcp:container/cluster:Cluster");
