// Unit symbols of APP-6(D), for land units only: half the size of all of milsymbol. The package's own entry takes all in;
// this file is bundled beside node_modules.
import { ms, numberlandunit } from "./node_modules/milsymbol/index.mjs";

ms.addIcons(numberlandunit);

export default ms;
