import { describeBadDay } from "./badDay";

describeBadDay("local", "kubernetes:core/v1:Namespace");
