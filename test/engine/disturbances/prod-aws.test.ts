import { describeBadDay } from "./badDay";

describeBadDay("prod-aws", "aws:eks/cluster:Cluster");
