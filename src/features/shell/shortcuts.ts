/** Every key the page listens to. They rest while one types. */
export const shortcuts = [
  { keys: ["←", "→"], does: "Previous, next measured step" },
  { keys: ["Home", "End"], does: "First, last measured step" },
  { keys: ["Space"], does: "Play the steps, or stop" },
  { keys: ["l"], does: "Follow the run live" },
  { keys: ["1", "…", "5"], does: "Overview, Influence, Neurons, Spectra, Coordination" },
  { keys: ["f"], does: "Filter the neurons" },
  { keys: ["x"], does: "Step axis: log or linear" },
  { keys: ["y"], does: "Value axis: log or linear" },
  { keys: ["?"], does: "This sheet" },
  { keys: ["Esc"], does: "Close what floats" },
] as const;
