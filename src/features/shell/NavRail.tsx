"use client";

import { Activity, BookOpen, type LucideIcon, Server } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { HelpButton } from "./HelpButton";
import { ThemeToggle } from "./ThemeToggle";

const places: { href: string; label: string; icon: LucideIcon }[] = [
  { href: "/runs", label: "Runs", icon: Activity },
  { href: "/system", label: "System", icon: Server },
  { href: "/glossary", label: "Glossary", icon: BookOpen },
];

/** 56 px at the left; on a phone one line at the top. */
export function NavRail() {
  const path = usePathname();
  return (
    <nav
      aria-label="Plateau"
      className="z-40 flex items-center gap-1 border-line bg-raised px-2 max-md:h-11 max-md:border-b md:sticky md:top-0 md:h-dvh md:w-14 md:flex-col md:border-r md:px-0 md:py-2"
    >
      <Link
        href="/runs"
        aria-label="Plateau, all runs"
        className="grid size-10 shrink-0 place-items-center rounded-md"
      >
        <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
          <path
            d="M4 9h10l7 10 7 6"
            fill="none"
            stroke="var(--rare)"
            strokeWidth="3.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </Link>
      {places.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={path.startsWith(href) ? "page" : undefined}
          className="flex items-center gap-1 rounded-md px-2 py-1.5 text-soft hover:bg-surface hover:text-ink aria-[current]:bg-surface aria-[current]:text-ink md:w-12 md:flex-col md:px-0 md:text-[10.5px]"
        >
          <Icon className="size-[18px]" strokeWidth={1.75} aria-hidden />
          {label}
        </Link>
      ))}
      <div className="flex max-md:ml-auto md:mt-auto md:flex-col">
        <HelpButton />
        <ThemeToggle />
      </div>
    </nav>
  );
}
