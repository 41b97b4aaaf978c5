import type { ReactNode } from "react";
import { HelpSheet } from "./HelpSheet";
import { NavRail } from "./NavRail";

/** Navigation beside (on a phone: above) the page. */
export function AppFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-overlay focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <NavRail />
      <main id="page" className="min-w-0 flex-1">
        {children}
      </main>
      <HelpSheet />
    </div>
  );
}
