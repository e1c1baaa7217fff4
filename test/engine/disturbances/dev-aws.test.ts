import { describeBadDay } from "./badDay";

describeBadDay("dev-aws", "aws:eks/cluster:Cluster");
