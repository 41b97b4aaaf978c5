"""Tiny random models of every family, with what Hugging Face's transformers makes of them in float64.

For each: a folder with config.json and model.safetensors as transformers writes them, and golden.json: token ids, losses at
every position, logits at some, and for a few families the mean ablation of the last MLP by hooks (every neuron: replace
what the down projection reads by the neuron's mean, run the whole model again, take the change of the losses).

usage: python3 make_families.py [NAME ...]
made with: python 3.11.7, torch 2.15.0 (CPU), transformers 5.24.0, safetensors 0.8.0, numpy 2.4.6
"""
import base64, json, pathlib, shutil, sys, zlib
import numpy as np, torch, transformers
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

# The library computes norms, rotations and softmax in float32 whatever the weights are: here that too is float64.
torch.float32 = torch.float64
torch.float = torch.float64
torch.Tensor.float = torch.Tensor.double
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

HERE = pathlib.Path(__file__).parent
SEQUENCES, CONTEXT, VOCABULARY = 2, 14, 80
HIDDEN = dict(
    hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=VOCABULARY,
    max_position_embeddings=64, pad_token_id=0, bos_token_id=1, eos_token_id=2,
)
GPT2 = dict(vocab_size=VOCABULARY, n_positions=16, n_embd=32, n_layer=2, n_head=4, bos_token_id=1, eos_token_id=2)
SHARED = dict(num_key_value_heads=2)


def rope(**parameters):
    return dict(rope_parameters=dict(rope_theta=10000.0, **parameters))


LONGROPE = rope(rope_type="longrope", short_factor=[1.0, 1.1, 1.3, 1.7], long_factor=[1.5, 2.0, 3.0, 5.0])
FAMILIES = {
    "gpt2": ("GPT2", dict(GPT2)),
    "gpt2-falling": ("GPT2", dict(GPT2, n_inner=40, activation_function="gelu", scale_attn_by_inverse_layer_idx=True)),
    "nanogpt": ("GPT2", dict(GPT2, n_embd=64, n_head=1, n_layer=1, n_inner=64, activation_function="gelu")),
    "pythia": ("GPTNeoX", dict(HIDDEN, rope_parameters=dict(rope_theta=10000.0, rope_type="default", partial_rotary_factor=0.25), num_attention_heads=2)),
    "neox-sequential": ("GPTNeoX", dict(HIDDEN, use_parallel_residual=False, hidden_act="gelu_fast")),
    "llama": ("Llama", dict(HIDDEN, **SHARED)),
    "llama-llama3": ("Llama", dict(HIDDEN, **SHARED, tie_word_embeddings=True, attention_bias=True, mlp_bias=True, head_dim=16,
        **rope(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=16))),
    "llama-linear": ("Llama", dict(HIDDEN, hidden_act="relu", **rope(rope_type="linear", factor=4.0))),
    "llama-dynamic": ("Llama", dict(HIDDEN, hidden_act="relu2", **rope(rope_type="dynamic", factor=2.0)) | dict(max_position_embeddings=8)),
    "llama-yarn": ("Llama", dict(HIDDEN, hidden_act="quick_gelu", **rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, beta_fast=4.0))),
    "mistral": ("Mistral", dict(HIDDEN, **SHARED, sliding_window=5, head_dim=12)),
    "qwen2": ("Qwen2", dict(HIDDEN, **SHARED, use_sliding_window=True, sliding_window=4, max_window_layers=1)),
    "qwen3": ("Qwen3", dict(HIDDEN, **SHARED, head_dim=16)),
    "olmo": ("Olmo", dict(HIDDEN, **SHARED, clip_qkv=0.9)),
    "olmo2": ("Olmo2", dict(HIDDEN, **SHARED)),
    "olmo3": ("Olmo3", dict(HIDDEN, **SHARED, sliding_window=4, layer_types=["sliding_attention", "full_attention"], rope_parameters=dict(
        sliding_attention=dict(rope_type="default", rope_theta=10000.0),
        full_attention=dict(rope_type="yarn", rope_theta=10000.0, factor=4.0, original_max_position_embeddings=16, beta_fast=4.0)))),
    "smollm3": ("SmolLM3", dict(HIDDEN, **SHARED, no_rope_layers=[1, 0], use_sliding_window=True, sliding_window=4)),
    "opt": ("OPT", dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, ffn_dim=48, vocab_size=VOCABULARY, max_position_embeddings=20, word_embed_proj_dim=32)),
    "opt-350m": ("OPT", dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, ffn_dim=48, vocab_size=VOCABULARY, max_position_embeddings=20, word_embed_proj_dim=20, do_layer_norm_before=False)),
    "gptj": ("GPTJ", dict(GPT2, n_inner=48, rotary_dim=4, tie_word_embeddings=False)),
    "phi": ("Phi", dict(HIDDEN, **SHARED, qk_layernorm=True)),
    "phi3": ("Phi3", dict(HIDDEN, **SHARED, sliding_window=9, original_max_position_embeddings=32, **LONGROPE)),
    "phi3-long": ("Phi3", dict(HIDDEN, **SHARED, original_max_position_embeddings=8, **LONGROPE)),
    "gemma": ("Gemma", dict(HIDDEN, **SHARED, head_dim=16)),
    "gemma2": ("Gemma2", dict(HIDDEN, **SHARED, head_dim=12, query_pre_attn_scalar=10, sliding_window=4, attn_logit_softcapping=3.0, final_logit_softcapping=5.0)),
    "gemma3": ("Gemma3", dict(HIDDEN, **SHARED, head_dim=12, query_pre_attn_scalar=10, sliding_window=4, layer_types=["sliding_attention", "full_attention"])),
}
# One model of each kind of head: LayerNorm, gated, parallel, RMSNorm with an offset and soft-capped, post-norm.
ABLATED = {"gpt2": "c_proj", "pythia": "dense_4h_to_h", "llama": "down_proj", "phi": "fc2", "gemma": "down_proj",
    "gemma2": "down_proj", "olmo2": "down_proj", "olmo": "down_proj", "opt-350m": "fc2"}


def randomize(model, generator):
    """Far from the start of a training, where attention is flat and every model is nearly its embedding."""
    scales_from_zero = "Gemma" in type(model).__name__
    for name, parameter in model.named_parameters():
        values = torch.randn(parameter.shape, generator=generator)
        if parameter.ndim == 2:
            embeds = any(part in name for part in ("embed", "wte", "wpe", "lm_head"))
            values *= 0.6 if embeds else 1.3 / parameter.shape[1] ** 0.5
        else:
            values *= 0.3
            if name.endswith("weight") and not scales_from_zero:
                values += 1
        parameter.data = values.bfloat16().double()  # exactly what is stored


def losses_of(model, ids):
    with torch.no_grad():
        logits = model(ids[:, :-1], use_cache=False).logits
    assert logits.dtype == torch.float64
    return logits, F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")


def ablate(model, ids, down):
    """Mean and mean absolute change of the loss for each neuron of the last MLP at its mean."""
    module = [m for name, m in model.named_modules() if name.endswith("." + down) and "attn" not in name][-1]
    seen = []
    handle = module.register_forward_pre_hook(lambda _, args: seen.append(args[0]))
    _, base = losses_of(model, ids)
    handle.remove()
    neurons = seen[0].flatten(0, -2)
    result = {"mean_activation": neurons.mean(0).tolist(), "mean_abs": [], "mean": []}
    for i in range(neurons.shape[1]):
        def replace(_, args):
            changed = args[0].clone()
            changed[..., i] = neurons[:, i].mean()
            return (changed,)
        handle = module.register_forward_pre_hook(replace)
        _, loss = losses_of(model, ids)
        handle.remove()
        result["mean_abs"].append((loss - base).abs().mean().item())
        result["mean"].append((loss - base).mean().item())
    return result


def store_as_nanogpt(folder):
    """nanoGPT's names and [out, in] layout, as its configuration bias=False stores them; no config.json."""
    stored = load_file(folder / "model.safetensors")
    tensors = {name: (value.T.contiguous() if value.ndim == 2 and ".h." in name else value)
        for name, value in stored.items() if not (name.endswith(".bias"))}
    tensors["lm_head.weight"] = tensors["transformer.wte.weight"].clone()
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").unlink()


def make(name):
    kind, config = FAMILIES[name]
    generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    config_class = getattr(transformers, f"{kind}TextConfig" if kind == "Gemma3" else f"{kind}Config")
    model_class = getattr(transformers, {"GPT2": "GPT2LMHeadModel"}.get(kind, f"{kind}ForCausalLM"))
    model = model_class._from_config(config_class(**config), attn_implementation="eager").double().eval()
    randomize(model, generator)
    if name == "nanogpt":
        for parameter_name, parameter in model.named_parameters():
            if parameter_name.endswith(".bias"):
                parameter.data.zero_()
    model.tie_weights()
    ids = torch.randint(3, VOCABULARY, (SEQUENCES, CONTEXT + 1), generator=generator)
    logits, losses = losses_of(model, ids)
    golden = {
        "made_with": f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}",
        "ids": ids.tolist(),
        "losses": losses.tolist(),
        "logits": {str(p): base64.b64encode(logits[0, p].numpy().astype("<f8").tobytes()).decode() for p in (0, 6, CONTEXT - 1)},
    }
    if name in ABLATED:
        golden["ablation"] = ablate(model, ids, ABLATED[name])
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    model.bfloat16().save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if name == "nanogpt":
        store_as_nanogpt(folder)
    (folder / "golden.json").write_text(json.dumps(golden) + "\n")
    print(f"{name}: loss {losses.mean():.4f}, {sum(f.stat().st_size for f in folder.iterdir())} bytes")


for name in sys.argv[1:] or FAMILIES:
    make(name)
