import { describeBadDay } from "./badDay";

describeBadDay("ephemeral", "aws:eks/cluster:Cluster");
