/** The name of the release and of its service account. */
export const name = "external-dns";

export const namespace = "external-dns";
