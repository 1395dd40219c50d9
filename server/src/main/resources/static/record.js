// What the page of a record can do beyond showing it: copying examples, filtering columns, and sending to desktop applications.
// Everything on the page can be read and used without this script.
"use strict";
(() => {
  document.documentElement.classList.add("scripted");

  // Copying
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = button.closest(".snippet").querySelector("code");
    const label = button.firstChild;
    button.addEventListener("click", async () => {
      let copied = false;
      try {
        await navigator.clipboard.writeText(text.textContent);
        copied = true;
      } catch {
        // Without HTTPS there is no clipboard; the text is selected, so that Ctrl+C copies it.
        getSelection().selectAllChildren(text);
        copied = document.execCommand("copy");
      }
      label.nodeValue = copied ? "Copied" : "Selected";
      setTimeout(() => { label.nodeValue = "Copy"; }, 2000);
    });
  }

  // Columns
  const filter = document.getElementById("column-filter");
  if (filter) {
    const report = document.getElementById("column-count");
    const tables = [...document.querySelectorAll(".tables details")];
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim().toLowerCase();
      let shown = 0;
      for (const table of tables) {
        let here = 0;
        for (const row of table.querySelectorAll("tbody tr")) {
          row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
          here += row.hidden ? 0 : 1;
        }
        table.hidden = here === 0;
        table.open = wanted !== "" && here > 0;
        shown += here;
      }
      report.textContent = wanted === "" ? "" : `${shown} columns`;
    });
  }

  // SAMP 1.3, section 5: the Web Profile is XML-RPC to a hub on the user's own machine.
  const HUB = "http://localhost:21012/";

  // SAMP's strings are ASCII (section 3.3); hubs refuse others.
  const ascii = text => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u00b7\u2013\u2014]/g, "-")
    .replace(/[^\t\n\r -~]/g, "?");
  const escaped = text => ascii(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const encode = value => typeof value === "string"
    ? `<value><string>${escaped(value)}</string></value>`
    : `<value><struct>${Object.entries(value).map(([name, member]) =>
      `<member><name>${escaped(name)}</name>${encode(member)}</member>`).join("")}</struct></value>`;

  const children = (element, name) => [...element.children].filter(child => child.localName === name);
  const decode = value => {
    const content = value.firstElementChild;
    if (!content) {
      return value.textContent;
    }
    if (content.localName === "struct") {
      return Object.fromEntries(children(content, "member").map(member =>
        [children(member, "name")[0].textContent, decode(children(member, "value")[0])]));
    }
    if (content.localName === "array") {
      return children(children(content, "data")[0], "value").map(decode);
    }
    return content.textContent;
  };

  class HubAnswer extends Error {}

  const call = async (method, ...parameters) => {
    const body = `<?xml version="1.0"?><methodCall><methodName>samp.webhub.${method}</methodName><params>${
      parameters.map(parameter => `<param>${encode(parameter)}</param>`).join("")}</params></methodCall>`;
    const answer = await fetch(HUB, { method: "POST", body, headers: { "Content-Type": "text/xml" } });
    const document = new DOMParser().parseFromString(await answer.text(), "text/xml");
    const fault = document.querySelector("fault > value");
    if (fault) {
      throw new HubAnswer(decode(fault).faultString);
    }
    const value = document.querySelector("params > param > value");
    return value ? decode(value) : null;
  };

  const send = async (message, tell) => {
    tell("Asking the hub. It may ask you for permission in a window of its own.");
    let registration;
    try {
      registration = await call("register", { "samp.name": document.title });
    } catch (problem) {
      tell(problem instanceof HubAnswer
        ? `The hub refused: ${problem.message}`
        : "No SAMP hub answers on this computer. Start TOPCAT, Aladin or another application with a hub, and try again.");
      return;
    }
    const key = registration["samp.private-key"];
    try {
      await call("declareMetadata", key, { "samp.name": document.title, "samp.description.text": location.href });
      const taken = await call("notifyAll", key, message);
      const names = [];
      for (const client of (taken || []).slice(0, 5)) {
        names.push((await call("getMetadata", key, client))["samp.name"] || client);
      }
      tell(names.length > 0
        ? `Sent to ${names.join(", ")}${taken.length > names.length ? " and others" : ""}.`
        : "A hub answers, but none of the applications that are connected to it takes this.");
    } catch (problem) {
      tell(`The hub did not take it: ${problem.message}`);
    } finally {
      call("unregister", key).catch(() => {});
    }
  };

  for (const button of document.querySelectorAll("[data-samp]")) {
    const { samp, ivoid, url, name } = button.dataset;
    const address = new URL(url, location).href;
    const params = ivoid ? { name, ids: { [ivoid]: address } } : { name, url: address };
    const report = button.closest(".capability, .about").querySelector(".samp-report") || button.parentElement
      .appendChild(Object.assign(document.createElement("span"), { className: "samp-report" }));
    report.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await send({ "samp.mtype": samp, "samp.params": params }, text => { report.textContent = text; });
      } finally {
        button.disabled = false;
      }
    });
  }
})();
