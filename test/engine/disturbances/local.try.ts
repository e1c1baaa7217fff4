import { describeBadDay } from "./badDay";

describeBadDay(process.env.STACK ?? "local", process.env.LATE ?? "kubernetes:core/v1:Namespace");
