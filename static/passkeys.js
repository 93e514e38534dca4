/* Shows what needs passkeys where the browser has them, and says in words when one wasn't used. */
(function () {
  if (window.PublicKeyCredential) {
    for (const part of document.querySelectorAll(".with-passkey")) part.hidden = false;
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const words = document.querySelector(".passkey-failed");
    if (words) words.hidden = false;
  });
})();
