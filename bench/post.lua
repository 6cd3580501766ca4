-- Sends GraphQL operations with wrk: `wrk -s post.lua URL -- BODIES TOKEN`.
-- BODIES has one JSON body a line; they are sent in turn. TOKEN holds the credential. The last line of the output,
-- after BENCH, is JSON: times in microseconds, bytes with the answers' heads. wrk counts a status above 399 as an error.

local requests, sent = {}, 0

function init(args)
   local file = assert(io.open(args[2]))
   local headers = {
      ["Content-Type"] = "application/json",
      ["Accept"] = "application/graphql-response+json",
      ["Authorization"] = "Bearer " .. file:read("*l"),
   }
   file:close()
   for body in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body)
   end
end

function request()
   sent = sent % #requests + 1
   return requests[sent]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '\nBENCH {"requests":%d,"duration":%d,"bytes":%d,"p50":%d,"p99":%d,"bad_status":%d,"broken":%d}\n',
      summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
