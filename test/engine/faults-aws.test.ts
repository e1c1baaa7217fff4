import { describeFaults } from "../faults/oneOfEach";

describeFaults("prod-aws");
