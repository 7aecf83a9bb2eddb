#include "core/base/random.h"
#include "core/deploy/compiler.h"
#include "core/json/reader.h"

#include <boost/pfr.hpp>
#include <openssl/evp.h>

#include <concepts>

namespace gatehouse::deploy {

namespace {

/// Digests values field by field, whatever they are made of. Every text and list goes in with its size, so that
/// neighbours cannot be taken for one another.
class ContentHash {
public:
    ContentHash() { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }

    void add(std::string_view text)
    {
        addNumber(text.size());
        octets(text);
    }
    void add(const std::string &text) { add(std::string_view(text)); }
    void add(const json::Value &value) { add(json::toJson(value, -1)); }

    template <class T>
        requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void add(T value)
    {
        octets({reinterpret_cast<const char *>(&value), sizeof value});
    }
    template <class T>
    void add(const Cow<T> &value)
    {
        add(*value);
    }
    template <class T>
    void add(const std::optional<T> &value)
    {
        add(value.has_value());
        if (value)
            add(*value);
    }
    template <class T>
    void add(const std::vector<T> &list)
    {
        addNumber(list.size());
        for (const T &item : list)
            add(item);
    }
    template <class Key, class Mapped>
    void add(const std::map<Key, Mapped> &map)
    {
        addNumber(map.size());
        for (const auto &[key, mapped] : map) {
            add(key);
            add(mapped);
        }
    }
    template <class... Kinds>
    void add(const std::variant<Kinds...> &value)
    {
        addNumber(value.index());
        std::visit([this](const auto &kind) { this->add(kind); }, value);
    }
    template <class T>
        requires std::is_aggregate_v<T>
    void add(const T &value)
    {
        boost::pfr::for_each_field(value, [this](const auto &field) { this->add(field); });
    }

    [[nodiscard]] std::string digest()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
        unsigned size = 0;
        EVP_DigestFinal_ex(m_context.get(), out.data(), &size);
        return {reinterpret_cast<const char *>(out.data()), size};
    }

private:
    void addNumber(std::size_t number) { add(static_cast<std::uint64_t>(number)); }
    void octets(std::string_view text) { EVP_DigestUpdate(m_context.get(), text.data(), text.size()); }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

} // namespace

model::DeploymentId deploymentIdOf(const model::Api &api)
{
    ContentHash hash;
    hash.add(api);
    return {ids::derivedId(hash.digest())};
}

} // namespace gatehouse::deploy
