"""Small files of each kind that Plateau reads, and what the libraries that own the formats make of them.

usage: python3 make_tokenizers.py
made with: python 3.11.7, tiktoken 0.14.0, tokenizers 0.23.3, pyarrow 26.0.1, numpy 2.4.6
"""
import base64, json, pathlib
import numpy as np, pyarrow as pa, pyarrow.parquet as pq, tiktoken
from tokenizers import Tokenizer, models, pre_tokenizers, decoders, trainers

HERE = pathlib.Path(__file__).parent
TEXTS = [
    "The cat's toys weren't there; they'd left 12345 of them in 1999.",
    "naïve café — ☃ 東京 and\n\n  indented\tlines  \n",
    "HELLO World, don't STOP'S   spaces",
]
# A byte-pair vocabulary of 400 tokens trained on the texts, by rank.
training = " ".join(TEXTS * 3)
bpe = Tokenizer(models.BPE())
bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bpe.decoder = decoders.ByteLevel()
bpe.train_from_iterator([training], trainers.BpeTrainer(
    vocab_size=400, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<|endoftext|>"], show_progress=False))
bpe.save(str(HERE / "tokenizer.json"))

unicode_to_byte = {}
printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
others = [b for b in range(256) if b not in printable]
for b in printable:
    unicode_to_byte[chr(b)] = b
for n, b in enumerate(others):
    unicode_to_byte[chr(256 + n)] = b
tokens = [t for t, _ in sorted(bpe.get_vocab().items(), key=lambda item: item[1]) if t != "<|endoftext|>"]
ranks = {bytes(unicode_to_byte[c] for c in t): n for n, t in enumerate(tokens)}
(HERE / "small.tiktoken").write_text("".join(f"{base64.b64encode(t).decode()} {n}\n" for t, n in ranks.items()))
CL100K = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
small = tiktoken.Encoding("small", pat_str=CL100K, mergeable_ranks=ranks, special_tokens={})

for compression in ("snappy", "gzip", "none"):
    pq.write_table(pa.table({"id": [1, 2, 3], "text": TEXTS}), HERE / f"{compression}.parquet", compression=compression)
np.save(HERE / "counts.npy", np.arange(400, dtype=np.int64) * 3_000_000_000)
np.save(HERE / "tokens.npy", np.array([5, 399, 70_000, 0], dtype=np.uint32))
np.save(HERE / "matrix.npy", np.zeros((2, 2), dtype=np.int64))
(HERE / "golden.json").write_text(json.dumps({
    "texts": TEXTS,
    "tokenizer.json": [bpe.encode(t).ids for t in TEXTS],
    "small.tiktoken": [small.encode_ordinary(t) for t in TEXTS],
}, ensure_ascii=False) + "\n")
