import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "node_modules/**",
      ".next/**",
      "src/db/generated/**",
      "next-env.d.ts",
      "test-results/**",
      "data/**",
      "workers/kernels/build/**",
    ],
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Typed arrays under noUncheckedIndexedAccess: an index proved by the loop's bound is asserted, not tested.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    // env.ts is the one reader of the environment, so that a wrong value is one clear error at the start.
    files: ["src/**/*.{ts,tsx}", "workers/**/*.ts"],
    ignores: ["src/env.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Read it in src/env.ts." },
      ],
    },
  },
  {
    // The mathematics is deterministic: time and chance are arguments.
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Take a seeded generator as an argument." },
        { object: "Date", property: "now", message: "Take the time as an argument." },
        { object: "performance", property: "now", message: "Take the time as an argument." },
        { object: "process", property: "env", message: "Read it in src/env.ts." },
      ],
    },
  },
);
