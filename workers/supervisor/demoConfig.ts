import { parseRunConfig } from "~/core/runConfig";

/** A short run that is made to be looked at: it may spend more of its time measuring than one that has work to do. */
export const demoConfig = parseRunConfig({ measure: { share: 0.2 } });
