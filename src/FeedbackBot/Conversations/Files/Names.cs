using System.Text;

namespace FeedbackBot.Conversations.Files;

/// <summary>Names as the files write them: snake_case.</summary>
internal static class Names
{
    public static string Snake<T>(T value) where T : struct, Enum => Snake(value.ToString());

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetNames<T>().Select(Snake);

    /// <summary>The fault of a name that is not known, with the one that was probably meant.</summary>
    public static string Unknown(string what, string name, string place, IEnumerable<string> expected)
    {
        var known = expected.ToList();
        var near = known.Select(k => (Name: k, Away: Distance(name, k))).Where(n => n.Away <= Math.Max(1, n.Name.Length / 3)).OrderBy(n => n.Away).FirstOrDefault().Name;
        return $"unknown {what} '{name}'{place}; {(near is null ? "" : $"did you mean '{near}'? ")}expected {(known.Count == 0 ? "none here" : "one of: " + string.Join(", ", known))}";
    }

    /// <summary>How many letters have to be changed, added, left out or swapped with their neighbour to make one name of the other.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }
        return snake.ToString();
    }
}
