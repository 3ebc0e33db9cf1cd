// Brings a form's error summary into view and gives it the focus after a refused answer.
document.querySelector(".error-summary")?.focus();
