// hx-confirm asks in the page's own dialog instead of the browser's. The dialog stands once in the layout, words included:
// <dialog id="confirm"><form method="dialog"><p></p><button value="no"/><button value="yes"/></form></dialog>
export function askFirst() {
  document.addEventListener("htmx:confirm", (event) => {
    const dialog = document.getElementById("confirm");
    if (!dialog) return;
    event.preventDefault();
    const { ctx, issueRequest, dropRequest } = event.detail;
    dialog.querySelector("p").textContent = ctx.confirm;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => (dialog.returnValue === "yes" ? issueRequest() : dropRequest()), { once: true });
    dialog.showModal();
  });
}
