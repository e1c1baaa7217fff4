/**
 * Configs that switch on options which no example stack uses, so that the checks of chart values see those too. On an
 * existing cluster, which adds nothing of its own.
 */
export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};
