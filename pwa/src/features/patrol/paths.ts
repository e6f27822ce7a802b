/** Addresses inside a round; what is open above a checkpoint lies in the query, so that back closes it. */
export const roundPath = (round: string) => `/rounds/${round}`;

export const pointPath = (round: string, point: string, query: Record<string, string> = {}) => {
  const search = new URLSearchParams(query).toString();
  return `/rounds/${round}/p/${point}${search ? `?${search}` : ""}`;
};
