import { visibleToken } from "./visibleToken";

/** A token as text, blanks and the like as faint signs. */
export function Token({ token, id }: { token: string | null; id: number }) {
  return (
    <span className="font-mono whitespace-nowrap [font-variant-ligatures:none]">
      {visibleToken(token, id).map(({ text, sign }, i) => (
        <span key={i} className={sign ? "text-soft" : undefined}>
          {text}
        </span>
      ))}
    </span>
  );
}
