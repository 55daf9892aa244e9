// Draws the box of the four numbers over the picture, and lets it be drawn with the mouse, a finger or a pen.

const area = document.querySelector("[data-crop]");
const image = area?.querySelector("img");
const form = document.getElementById("cut");
const fields = form && ["left", "top", "width", "height"].map((name) => form.elements[name]);
if (area && fields?.every(Boolean)) {
  const box = document.createElement("div");
  box.className = "crop-box";
  area.append(box);
  let start;

  const scale = () => image.naturalWidth / image.clientWidth;
  const clamp = (value, most) => Math.max(0, Math.min(most, value));
  const point = (event) => {
    const at = image.getBoundingClientRect();
    return [clamp(event.clientX - at.left, at.width), clamp(event.clientY - at.top, at.height)].map((pixels) => pixels * scale());
  };
  const draw = () => {
    const [left, top, width, height] = fields.map((field) => Number(field.value) || 0);
    box.hidden = !width || !height;
    const by = 1 / scale();
    for (const [side, value] of Object.entries({ left, top, width, height })) {
      const origin = side === "left" ? image.offsetLeft : side === "top" ? image.offsetTop : 0;
      box.style.setProperty(side, `${origin + value * by}px`);
    }
  };

  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    start = point(event);
    area.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  area.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = point(event);
    const [x, y] = [0, 1].map((axis) => Math.floor(Math.min(start[axis], end[axis])));
    const [right, bottom] = [0, 1].map((axis) => Math.floor(Math.max(start[axis], end[axis])));
    [x, y, right - x, bottom - y].forEach((value, at) => (fields[at].value = value));
    draw();
  });
  area.addEventListener("pointerup", () => (start = undefined));
  form.addEventListener("input", draw);
  addEventListener("resize", draw);
  image.complete ? draw() : image.addEventListener("load", draw);
}
