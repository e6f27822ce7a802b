// Shows the API document, one entry per route. All text is set as text, never as markup.
const make = (tag, text = "", ...children) => {
  const node = document.createElement(tag);
  node.append(text, ...children);
  return node;
};

const resolve = (document_, part) => {
  if (!part?.$ref) return part;
  const path = part.$ref.slice(2).split("/");
  return path.reduce((at, key) => at?.[key], document_);
};

const bodyOf = (document_, holder) => {
  const content = Object.values(resolve(document_, holder)?.content ?? {})[0];
  return resolve(document_, content?.schema);
};

const show = (title, value) =>
  value ? [make("h4", title), make("pre", JSON.stringify(value, null, 2))] : [];

const entry = (document_, path, method, operation) => {
  const summary = make("summary", "", make("code", `${method.toUpperCase()} ${path}`));
  summary.append(` ${operation.summary ?? ""}`);
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, answer]) =>
    status.startsWith("2") ? show(`Answer ${status}`, bodyOf(document_, answer)) : [],
  );
  return make(
    "details",
    "",
    summary,
    make("p", operation.description ?? ""),
    ...show("Parameters", operation.parameters),
    ...show("Body", bodyOf(document_, operation.requestBody)),
    ...answers,
  );
};

const start = async () => {
  const document_ = await (await fetch("/api/openapi.json")).json();
  const main = document.getElementById("routes");
  const groups = new Map((document_.tags ?? []).map((tag) => [tag.name, tag.description ?? ""]));
  for (const [name, description] of groups) {
    main.append(make("h2", name), make("p", description));
    for (const [path, methods] of Object.entries(document_.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation.tags?.includes(name)) main.append(entry(document_, path, method, operation));
      }
    }
  }
};

start();
