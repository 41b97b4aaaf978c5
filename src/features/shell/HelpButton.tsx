"use client";

import { CircleHelp } from "lucide-react";
import { IconButton } from "./IconButton";
import { useHelp } from "./useHelp";

export function HelpButton() {
  const { show } = useHelp();
  return (
    <IconButton label="Keyboard and help" shortcut="?" side="right" className="size-10" onClick={show}>
      <CircleHelp className="!size-[18px]" strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
