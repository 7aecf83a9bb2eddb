#pragma once

#include <memory>
#include <utility>

namespace gatehouse {

/// A value that is copied only when one of its sharers changes it. Copying a Cow costs one reference count, so a snapshot
/// of a whole API is cheap, and two that share are equal without a look. Distinct Cows may be used from distinct threads.
template <class T>
class Cow {
public:
    Cow()
        : m_value(std::make_shared<T>())
    {
    }
    Cow(T value) // implicit, as for std::optional
        : m_value(std::make_shared<T>(std::move(value)))
    {
    }

    [[nodiscard]] const T &operator*() const noexcept { return *m_value; }
    [[nodiscard]] const T *operator->() const noexcept { return m_value.get(); }
    /// For changing: detaches from the other sharers first.
    [[nodiscard]] T &edit()
    {
        if (m_value.use_count() != 1)
            m_value = std::make_shared<T>(*m_value);
        return *m_value;
    }

    bool operator==(const Cow &other) const { return m_value == other.m_value || *m_value == *other.m_value; }

private:
    std::shared_ptr<T> m_value;
};

} // namespace gatehouse
