import { seededRandom } from "~/core/stats/random";

/** What tokenizers disagree on: languages, white space, numbers, joined characters, long runs. */
export const difficultTexts: readonly string[] = [
  "",
  " ",
  "   leading and trailing   ",
  "The cat's toys weren't there; THEY'D said WE'LL see'em, it'S HE'Ll, 'ſ and I'm'd",
  "1 12 123 1234 12345 1234567890 3.14159 1,000,000 ١٢٣٤٥ Ⅷ ½ ²",
  "line\nline\r\nline\r\rline\n\n\n\nline \n \n  x\t\ty\v\fz\n",
  "x \uFEFF! \uFEFF\uFEFF y\u0085\u0085!  \u0085 z",
  "\uFEFFbyte order\uFEFF mark\u0085next line\u00A0no break\u2003em\u2028line\u2029paragraph\u200Bzero\u180E",
  "\0\x01\x02\x07\x1b[31mred\x1b[0m\x7f\x9f",
  "👍🏽 👩‍👩‍👧‍👦🏳️‍🌈 🇩🇪🇯🇵 e\u0301 n\u0303a\u0308 ñä 🫠",
  "東京に行きました。今日は天気がいいですね。我喜欢吃苹果，你呢？한국어 텍스트입니다.",
  "สวัสดีครับ ผมชื่อสมชาย क्षत्रिय हिन्दी में पाठ اللغة العربية שלום עולם ქართული",
  "Ελληνικά και Русский текст; Tiếng Việt có dấu; Îñţérñåţîöñåļîžåţîöñ; ﬁ ﬂ ß ẞ İ ı ǅ",
  "𝕳𝖊𝖑𝖑𝖔 𠜎𠜱 𒀀𒀁 🀀 \u{10FFFF}\u{E000}",
  "function f(x){return x**2;}// <|endoftext|> </s> <s> [INST] \\n \\u0041 http://a.b/c?d=e&f#g",
  "camelCaseWords SCREAMING_SNAKE_CASE XMLHttpRequest iPhone15ProMax McDonald'sONE",
  "a".repeat(1000) + "!".repeat(300) + " ".repeat(200) + "0".repeat(100) + "ab".repeat(700) + "\n".repeat(50),
];

/** Characters that the pieces of `randomTexts` are made of. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  ...([
    [0x20, 0x7e],
    [0x20, 0x7e],
    [0x09, 0x0d],
    [0x20, 0x27],
    [0x80, 0x24f],
  ] as const),
  ...([
    [0x300, 0x36f],
    [0x391, 0x3c9],
    [0x5d0, 0x5ea],
    [0x621, 0x64a],
    [0x905, 0x939],
  ] as const),
  ...([
    [0x2000, 0x206f],
    [0xfeff, 0xfeff],
    [0x85, 0x85],
    [0x2150, 0x2189],
    [0x3041, 0x30ff],
    [0x4e00, 0x9fff],
    [0xac00, 0xd7a3],
  ] as const),
  ...([
    [0x1f300, 0x1f64f],
    [0xe000, 0xe00f],
    [0x1d400, 0x1d433],
  ] as const),
];

/** Texts of up to 40 characters, runs of one script after another. */
export function randomTexts(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, () => {
    let text = "";
    for (let run = below(8); run >= 0; run--) {
      const [first, last] = ranges[below(ranges.length)]!;
      for (let k = below(5); k >= 0; k--) text += String.fromCodePoint(first + below(last - first + 1));
    }
    return text;
  });
}
