// What was said and the server does not have yet. Words outlive a reload of the page (this tab only); files cannot.
const place = "feedbackbot:unsent";

export function keepUnsent() {
  const unsent = new Map(read().map((said) => [said.key, said]));
  const write = () => {
    const words = [...unsent.values()].filter((said) => !said.files.length);
    try {
      if (words.length) sessionStorage.setItem(place, JSON.stringify(words));
      else sessionStorage.removeItem(place);
    } catch {
      // a frame on a foreign page may have no storage; the page itself still remembers
    }
  };

  return {
    get: (key) => unsent.get(key),
    all: () => [...unsent.values()],
    keep(said) {
      unsent.set(said.key, said);
      write();
    },
    drop(key) {
      unsent.delete(key);
      write();
    },
  };
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "[]");
  } catch {
    return [];
  }
}
