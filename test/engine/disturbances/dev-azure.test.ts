import { describeBadDay } from "./badDay";

describeBadDay("dev-azure", "azure-native:containerservice:ManagedCluster");
