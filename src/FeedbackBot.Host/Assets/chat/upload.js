// fetch cannot say how much of a body has gone out; this stands in for it where a message carries files. It has no time limit:
// a photo over a slow line takes as long as it takes.
export const withProgress = (tell) => (address, { method, headers, body }) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  request.open(method, address);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => lengthComputable && tell(Math.floor((loaded / total) * 100)));
  request.addEventListener("load", () => done(new Response(request.responseText, { status: request.status, headers: headersOf(request) })));
  for (const end of ["error", "abort"]) request.addEventListener(end, () => fail(new TypeError("The upload was cut off.")));
  request.send(body);
});

function headersOf(request) {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/);
  return lines.map((line) => line.split(/:\s*/, 2)).filter(([name, value]) => name && value);
}
