#include "core/gateway/thread_state.h"

namespace gatehouse::gateway {

namespace {

void increment(std::atomic<std::uint64_t> &counter) noexcept // by its only writer
{
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

} // namespace

void ThreadState::adopt(std::shared_ptr<const Snapshot> snapshot, std::uint64_t version)
{
    Generation *before = m_current;
    m_generations.push_back(std::make_unique<Generation>(std::move(snapshot), version, std::size_t(1)));
    m_current = m_generations.back().get(); // being current counts as one user
    if (before != nullptr)
        release(*before);
}

void ThreadState::release(Generation &generation) noexcept
{
    if (--generation.users == 0)
        std::erase_if(m_generations, [&](const auto &g) { return g.get() == &generation; });
}

ThreadState::OwnedExchange &ThreadState::acquire()
{
    if (m_free.empty()) {
        m_exchanges.push_back(std::make_unique<OwnedExchange>());
        m_free.reserve(m_exchanges.size()); // finished() must not fail
        return *m_exchanges.back();
    }
    OwnedExchange &exchange = *m_free.back();
    m_free.pop_back();
    return exchange;
}

void ThreadState::handle(const http::Request &request, http::Responder &responder)
{
    OwnedExchange &exchange = acquire();
    exchange.generation = m_current;
    ++m_current->users;
    exchange.begin(request, responder, *this);

    const Snapshot &snapshot = *m_current->snapshot;
    exchange.usagePlans = snapshot.usagePlans().get();
    if (snapshot.sink()) {
        exchange.trace.start(responder.thread().clock());
        trace::capture(exchange.trace->request,
                       std::format("{} {} HTTP/1.{}", request.method, request.target, request.versionMinor),
                       request.fields, request.body);
        exchange.trace.begin("frontend/select", trace::Phase::Frontend);
        exchange.trace.read("Host", request.host);
    }
    const auto target = snapshot.find(request);
    if (!target) {
        exchange.trace.decided("refused", target.error().detail);
        exchange.trace.end(trace::Outcome::Failed);
        exchange.fail(target.error());
        return;
    }
    exchange.path = target->path;
    const deploy::Deployment &deployment = target->deployment->choose(responder.thread().random());
    if (exchange.trace) {
        exchange.trace.decided("API", deployment.stage().apiId.value);
        exchange.trace.decided("stage", deployment.stage().stage);
        exchange.trace.decided("deployment", deployment.stage().deploymentId.value);
        if (deployment.stage().canarySide != trace::CanarySide::None) {
            const bool canary = deployment.stage().canarySide == trace::CanarySide::Canary;
            exchange.trace.decided("canary", canary ? "true: answered by the canary" : "false: answered by the stage");
        }
    }
    deployment.run(exchange);
}

void ThreadState::finished(pipeline::Exchange &finishedExchange) noexcept
{
    auto &exchange = static_cast<OwnedExchange &>(finishedExchange);
    if (exchange.trace)
        completeTrace(exchange);
    count(exchange.response.status);
    release(*exchange.generation);
    m_free.push_back(&exchange);
}

void ThreadState::count(int status) noexcept
{
    increment(m_requests);
    if (status >= 500)
        increment(m_serverErrors);
    else if (status >= 400)
        increment(m_clientErrors);
}

void ThreadState::completeTrace(OwnedExchange &exchange)
{
    trace::Recorder &trace = exchange.trace;
    trace->serial = m_traceSerial.fetch_add(1, std::memory_order_relaxed) + 1;
    trace->requestId = exchange.requestIdText();
    trace->extendedRequestId = exchange.extendedIdText();
    const std::string_view traceId = exchange.traceIdText();
    trace->traceId = traceId.substr(5, traceId.find(';') - 5); // "Root=" goes before
    trace->httpMethod = exchange.request.method;
    trace->path = exchange.request.path;
    trace->query = trace::shownQuery(exchange.request.query);
    trace->sourceIp = exchange.request.sourceIp;
    trace->status = exchange.response.status;
    if (const pipeline::StageInfo *stage = exchange.stage) {
        trace->apiId = stage->apiId.value;
        trace->apiName = stage->apiName;
        trace->stage = stage->stage;
        trace->deploymentId = stage->deploymentId.value;
        trace->canarySide = stage->canarySide;
    }
    if (exchange.pipeline != nullptr) {
        const pipeline::MethodInfo &method = exchange.pipeline->info();
        trace->resourceId = method.resourceId.value;
        trace->resourcePath = method.resourcePath;
        trace->integrationType = method.integrationType;
        for (std::uint32_t i = 0; i < exchange.match.parameterCount; ++i)
            trace->pathParameters.push_back({method.pathParameters[i], std::string(exchange.match.parameters[i])});
    }
    trace.redact(exchange.facts.apiKey);
    trace.redact(exchange.usageIdentifierKey);
    exchange.generation->snapshot->sink()->accept(trace.finish());
}

} // namespace gatehouse::gateway
