/** (value − center) / spread, also where the difference is more than a number can be: of numbers near the greatest of both signs. */
export function scaledBy(value: number, center: number, spread: number): number {
  const above = value - center;
  return Number.isFinite(above) ? above / spread : value / spread - center / spread;
}
