/** The address of a Redis: as told, or by the environment, which may also have its user and its password. */
export function redisAddress(
  told: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const text = told ?? (env.AUTOFIT_REDIS || undefined);
  if (text === undefined || !URL.canParse(text)) return text;
  const url = new URL(text);
  const { AUTOFIT_REDIS_USERNAME: username, AUTOFIT_REDIS_PASSWORD: password } = env;
  if (url.username === '' && username) url.username = encodeURIComponent(username);
  if (url.password === '' && password) url.password = encodeURIComponent(password);
  return url.href;
}
