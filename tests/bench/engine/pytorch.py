"""What PyTorch takes on the CPU for what pytorch.ts measures of ours; sizes come as JSON in the first argument, figures
go out as JSON. Written for PyTorch 1.13 and later."""

import json
import math
import sys
import time

import torch
from torch.nn import functional as F


def fastest(runs, work):
    """Seconds of the clock and of CPU time, the least of each."""
    clock = cpu = math.inf
    for _ in range(runs):
        started, before = time.perf_counter(), time.process_time()
        work()
        clock = min(clock, time.perf_counter() - started)
        cpu = min(cpu, time.process_time() - before)
    return {"clock": clock, "cpu": cpu}


def hook_loop(T, V, d, neurons):
    """Mean ablation by one pass of final norm and unembedding per neuron and norm, all positions at once."""
    residual, activations = torch.randn(T, d) * 2, torch.randn(T, neurons)
    w_out, unembedding = torch.randn(neurons, d) * 0.03, torch.randn(V, d) * 2 / math.sqrt(d)
    gamma, beta = torch.ones(d), torch.zeros(d)
    targets = torch.randint(V, (T,))

    def loss(normed):
        return F.cross_entropy(normed @ unembedding.T, targets, reduction="none")

    def work():
        scale = (residual.var(1, unbiased=False, keepdim=True) + 1e-5).rsqrt()
        clean = loss(F.layer_norm(residual, (d,), gamma, beta, 1e-5))
        for i in range(neurons):
            shift = activations[:, i].mean() - activations[:, i]
            ablated = torch.addcmul(residual, shift[:, None], w_out[i])
            free = loss(F.layer_norm(ablated, (d,), gamma, beta, 1e-5)) - clean
            frozen = loss((ablated - ablated.mean(1, keepdim=True)) * scale * gamma + beta) - clean
            free.abs().sum(), free.sum(), frozen.abs().sum(), frozen.sum()

    with torch.no_grad():
        return fastest(3, work)


class Block(torch.nn.Module):
    def __init__(self, width, heads, mlp_width, context):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.mix = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.up, self.down = torch.nn.Linear(width, mlp_width), torch.nn.Linear(mlp_width, width)
        self.register_buffer("later", torch.ones(context, context, dtype=torch.bool).triu(1))

    def attention(self, x):
        batch, context, width = x.shape
        split = (batch, context, self.heads, width // self.heads)
        q, k, v = (part.view(split).transpose(1, 2) for part in self.qkv(x).chunk(3, 2))
        if hasattr(F, "scaled_dot_product_attention"):
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = q @ k.transpose(2, 3) / math.sqrt(split[3])
            mixed = scores.masked_fill(self.later, -math.inf).softmax(3) @ v
        return self.mix(mixed.transpose(1, 2).reshape(batch, context, width))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt2(torch.nn.Module):
    """With a tied unembedding, GELU by the error function and no dropout, as the demo's."""

    def __init__(self, layers, width, heads, mlpWidth, context, vocabulary):
        super().__init__()
        self.tokens = torch.nn.Embedding(vocabulary, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads, mlpWidth, context) for _ in range(layers))
        self.norm = torch.nn.LayerNorm(width)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                torch.nn.init.normal_(parameter, std=0.02)

    def forward(self, ids):
        x = self.tokens(ids) + self.places.weight[: ids.shape[1]]
        for block in self.blocks:
            x = block(x)
        return self.norm(x) @ self.tokens.weight.T


def training_step(model, batch):
    """Forward, backward, clipping and AdamW, as one of ours."""
    gpt2 = Gpt2(**model)
    decays = [p for name, p in gpt2.named_parameters() if p.dim() == 2 and name.startswith("blocks.")]
    others = [p for p in gpt2.parameters() if all(p is not q for q in decays)]
    groups = [{"params": decays, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.95), eps=1e-8)
    text = torch.randint(model["vocabulary"], (batch, model["context"] + 1))

    def work():
        logits = gpt2(text[:, :-1])
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[2]), text[:, 1:].reshape(-1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(gpt2.parameters(), 1.0)
        optimizer.step()
        loss.item()

    return fastest(20, work)


def main():
    sizes = json.loads(sys.argv[1])
    torch.manual_seed(1)
    torch.set_num_threads(sizes["threads"])
    results = {"hookLoop": hook_loop(**sizes["hookLoop"]), "training": training_step(**sizes["training"])}
    print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads(), **results}))


main()
