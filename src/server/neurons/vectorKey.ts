/** "influence.absolute:rare"; without a band its name alone. */
export const vectorKey = ({ name, band }: { name: string; band: string }) =>
  band === "" ? name : `${name}:${band}`;
