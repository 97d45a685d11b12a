/** Every key of a Chinese catalogue, and for sentences that count something the form for one. */
export type English<Z> = { readonly [K in keyof Z]: string } & { readonly [K in OneOf<keyof Z>]?: string }

type OneOf<K> = K extends `${infer Stem}_other` ? `${Stem}_one` : never
