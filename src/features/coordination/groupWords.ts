/** A group as a reader knows it. */
const names: Record<string, string> = {
  plateau: "plateau",
  powerLaw: "power law",
  decay: "decay",
  leaders: "leaders",
  random: "random, control",
  all: "all neurons",
};

export const groupOrder = Object.keys(names);
export const groupWords = (group: string) => names[group] ?? group;

/** Where distances are taken. By index nothing may be found: indices are exchangeable. */
const spaces: Record<string, string> = {
  W_in: "w_in",
  W_out: "w_out",
  logits: "logits",
  index: "index, control",
  activations: "activations",
  neurons: "neurons",
};

export const spaceOrder = Object.keys(spaces);
export const spaceWords = (space: string) => spaces[space] ?? space;
