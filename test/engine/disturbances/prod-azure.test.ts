import { describeBadDay } from "./badDay";

describeBadDay("prod-azure", "azure-native:containerservice:ManagedCluster");
