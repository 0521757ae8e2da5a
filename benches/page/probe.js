// Runs in each document before its own scripts, and notes when what comes on the screen, in
// milliseconds since the navigation began.
{
  const notes = { pictures: [], prompt: null, enter: null, answer: null };
  const isSeen = (element) => {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    return element.checkVisibility() && width * height > 0 && right > 0 && bottom > 0;
  };
  const databases = () =>
    [...document.querySelectorAll("svg.stage .card")]
      .filter(isSeen)
      .map((card) => card.getAttribute("aria-label")?.split(",")[0])
      .sort()
      .join(" ");
  const hasPrompt = () => {
    const prompt = document.querySelector("input#prompt");
    return prompt && isSeen(prompt) && !prompt.matches(":disabled, :read-only, [inert] *");
  };
  const isAnswered = () =>
    document.querySelector(".lines")?.textContent.includes("=== HEROKU_POSTGRESQL");

  let drawn = "";
  const frame = () => {
    const shown = databases();
    const finds = { prompt: !notes.prompt && hasPrompt(), answer: isAnswered() };
    // A timer runs once this frame has been painted.
    setTimeout(() => {
      const now = performance.now();
      if (shown !== drawn) notes.pictures.push({ at: now, shown });
      drawn = shown;
      if (finds.prompt) notes.prompt ??= now;
      if (finds.answer) notes.answer ??= now;
      if (!notes.answer) requestAnimationFrame(frame);
    });
  };
  requestAnimationFrame(frame);
  const key = (event) => {
    if (event.key === "Enter" && !notes.answer) notes.enter = event.timeStamp;
  };
  addEventListener("keydown", key, { capture: true });
  globalThis.visitNotes = notes;
}
