// The words come with the build, in the language of the page.

export async function fetchWords(folder) {
  const answer = await fetch(`${folder}words.${document.documentElement.lang}.json`);
  const words = await answer.json();
  return (key, values = {}) => {
    if (!(key in words)) throw new Error(`no word for ${key}`);
    return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}

export const megabytes = (bytes) =>
  (bytes / 1e6).toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
