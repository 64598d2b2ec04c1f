package org.rollcall.rehearsal.company;

import java.util.List;

/** The departments of the fictional company, the share of its people in each, and the titles they hold. */
public enum Department {
    ENGINEERING("Engineering", 32),
    SALES("Sales", 16),
    SUPPORT("Support", 14),
    FINANCE("Finance", 8),
    MARKETING("Marketing", 10),
    OPERATIONS("Operations", 10),
    PEOPLE("People", 6),
    LEGAL("Legal", 4);

    private final String title;
    private final int percent;

    Department(String title, int percent) {
        this.title = title;
        this.percent = percent;
    }

    /** The name as an identity provider shows it, for example "Engineering". */
    public String title() {
        return title;
    }

    List<String> titles() {
        return switch (this) {
            case ENGINEERING ->
                List.of("Software Engineer", "Senior Software Engineer", "Test Engineer", "Product Designer");
            case SALES -> List.of("Account Manager", "Sales Engineer", "Sales Representative");
            case SUPPORT -> List.of("Support Specialist", "Support Engineer", "Customer Advocate");
            case FINANCE -> List.of("Accountant", "Controller", "Payroll Specialist");
            case MARKETING -> List.of("Content Editor", "Campaign Manager", "Market Analyst");
            case OPERATIONS -> List.of("Systems Administrator", "Network Engineer", "Logistics Planner");
            case PEOPLE -> List.of("Recruiter", "People Partner");
            case LEGAL -> List.of("Counsel", "Contract Manager");
        };
    }

    /** The department that a number from 0 to 99 falls into, in proportion to the departments' sizes. */
    static Department at(int percentile) {
        int rest = percentile;
        for (Department department : values()) {
            rest -= department.percent;
            if (rest < 0) {
                return department;
            }
        }
        throw new IllegalArgumentException("Not a percentile: " + percentile);
    }
}
