/**
 * Names as the model's own code gives them. A wrapper puts its prefix before every name: `module.` (data parallel),
 * `_forward_module.` (Fabric), `_orig_mod.` (torch.compile), `state_dict.`, `model.` (Lightning). Such a prefix is taken off, one after another,
 * when every name has it. `model.` stays where it belongs to the architecture: in Hugging Face's decoders
 * (`model.layers.0.…`, `model.embed_tokens.weight`, `model.decoder.…`) it is part of the name.
 */
export function unwrapNames<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const names = [...tensors.keys()];
  const prefix = wrappers.find(
    (wrapper) =>
      names.length > 0 &&
      names.every((name) => name.startsWith(wrapper)) &&
      !(wrapper === "model." && names.some((name) => ownModel.test(name))),
  );
  if (prefix === undefined) return tensors;
  return unwrapNames(new Map([...tensors].map(([name, tensor]) => [name.slice(prefix.length), tensor])));
}

const wrappers = ["module.", "_forward_module.", "_orig_mod.", "state_dict.", "model."];
const ownModel = /^model\.(layers|embed_tokens|norm|decoder|final_layernorm)\./;
