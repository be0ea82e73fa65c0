import a from "@types/dom-chromium-ai";               // finds: chrome-built-in-ai
