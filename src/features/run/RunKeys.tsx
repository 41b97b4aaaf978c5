"use client";

import { usePathname, useRouter } from "next/navigation";
import { useHotkeys } from "react-hotkeys-hook";
import { useRunView } from "../live/RunProvider";
import { tabs } from "./tabs";

/** The keys of a run's page (src/features/shell/shortcuts.ts). They rest while one types or a menu is open. */
export function RunKeys() {
  const { runId, steps, move, goTo, follow, playing, setPlaying, toggleX, toggleY, hrefOf } = useRunView();
  const router = useRouter();
  const path = usePathname();

  useHotkeys("left", () => move(-1), { preventDefault: true });
  useHotkeys("right", () => move(1), { preventDefault: true });
  useHotkeys("home", () => steps[0] !== undefined && goTo(steps[0]), { preventDefault: true });
  useHotkeys("end", () => steps.length > 0 && goTo(steps.at(-1)!), { preventDefault: true });
  useHotkeys("space", () => setPlaying(!playing), { preventDefault: true, ignoreEventWhen: onControl });
  useHotkeys("l", follow);
  useHotkeys("x", toggleX);
  useHotkeys("y", toggleY);
  useHotkeys(
    tabs.map((_, index) => String(index + 1)),
    ({ key }) => {
      const href = tabs[Number(key) - 1]?.hrefOf(runId);
      if (href !== undefined && href !== path) router.push(hrefOf(href));
    },
  );
  return null;
}

/** A focused button or link answers the space bar itself. */
const onControl = ({ target }: KeyboardEvent) =>
  target instanceof Element && target.closest("button, a, [role=menuitem], summary") !== null;
