/* What theme/assets/making.js offers to the scripts that follow it. */

interface Making {
  /** A sentence with its {braces} filled in; a name that is not in `values` stays as it stands. */
  fill(text: string | undefined, values: Record<string, string | number>): string;
  /** An element with its attributes and what is in it. */
  element<K extends keyof HTMLElementTagNameMap>(
    name: K, attributes: Record<string, string>, ...inside: (Node | string)[]
  ): HTMLElementTagNameMap[K];
  /** Load a script, also where pages may fetch nothing (file://); rejected where it does not come. */
  script(address: string): Promise<unknown>;
}

declare var Making: Making;
